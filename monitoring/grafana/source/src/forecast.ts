import { dashboard, field, lead } from './dashboard.js';
import { bars, curves, number, redBelow, redOutside } from './panel.js';

const F = '{field=~"$field"}';
const FL = '{field=~"$field", lead=~"$lead"}';

/** Mean of five minutes; what has no value yet is NaN and does not count. */
function mean(series: string): string {
  return `avg_over_time((${series} == ${series})[5m:])`;
}

export const forecast = dashboard(
  'forecast',
  'Forecast',
  'What the forecasts are worth, by lead time: better than persistence, bands that hold what they promise, no bias.',
  [field, lead],
  [
    {
      title: 'Now',
      panels: [
        bars(
          'Skill by lead time',
          '1 minus squared error over that of persistence. Above 0 is better than persistence, 1 is perfect.',
          { expr: `forecast_skill_ratio${FL}`, legend: '{{lead}}' },
          { unit: 'percentunit', min: 0, max: 1, decimals: 0, steps: redBelow(0), height: 7 },
        ),
        bars(
          '90 % band holds',
          'Share of observations inside the 90 % band. Healthy from 80 to 97 %.',
          { expr: `forecast_coverage90_ratio${FL}`, legend: '{{lead}}' },
          { unit: 'percentunit', min: 0, max: 1, decimals: 0, steps: redOutside(0.8, 0.97), height: 7 },
        ),
        bars(
          'CRPS by lead time',
          "Continuous ranked probability score in the field's transformed unit; smaller is better.",
          { expr: `forecast_crps${FL}`, legend: '{{lead}}' },
          { min: 0, decimals: 3, height: 7 },
        ),
      ],
    },
    {
      title: 'Over time',
      panels: [
        curves(
          'Skill',
          '1 minus squared error over that of persistence, for each lead time.',
          [{ expr: `forecast_skill_ratio${FL}`, legend: '{{field}} {{lead}}' }],
          { unit: 'percentunit', max: 1 },
        ),
        curves(
          'Coverage of the 90 % band',
          'Share of observations inside it. Needs a few hundred cycles to settle.',
          [{ expr: `forecast_coverage90_ratio${FL}`, legend: '{{field}} {{lead}}' }],
          { unit: 'percentunit', steps: redOutside(0.8, 0.97) },
        ),
        curves(
          'CRPS',
          'Continuous ranked probability score; smaller is better.',
          [{ expr: `forecast_crps${FL}`, legend: '{{field}} {{lead}}' }],
          { min: 0 },
        ),
        curves(
          'Bias',
          'Mean of forecast minus observed over five minutes, in standard deviations of each station. Near 0 is healthy.',
          [{ expr: mean(`forecast_bias_sigma${FL}`), legend: '{{field}} {{lead}}' }],
          { unit: 'none', decimals: 2 },
        ),
        curves(
          'Spread over skill',
          'Spread that innovations should have over the one they had, mean of five minutes. Below 1 the ensemble is too sure.',
          [{ expr: mean(`forecast_spread_skill_ratio${F}`), legend: '{{field}}' }],
          { min: 0, steps: redOutside(0.5, 2) },
        ),
        curves(
          'Spread of the ensemble',
          'Standard deviation of the ensemble at the stations before the analysis.',
          [{ expr: `forecast_spread${F}`, legend: '{{field}}' }],
          { min: 0 },
        ),
      ],
    },
    {
      title: 'Reliability',
      panels: [
        bars(
          'Rank of the observation among the members',
          'Share of observations in each tenth, in the time shown. Even is right, a hollow too sure, a hill too wide, a slope biased.',
          {
            expr: `sum by (rank) (increase(forecast_ranks_total${F}[$__range])) / on () group_left () sum(increase(forecast_ranks_total${F}[$__range]))`,
            legend: '{{rank}}',
          },
          { unit: 'percentunit', min: 0, decimals: 0, width: 16 },
        ),
        number(
          'Verified observations',
          'Observations compared with a forecast in the time shown.',
          { expr: `sum(increase(forecast_observations_accepted_total${F}[$__range]))`, legend: 'observations' },
          { unit: 'short', width: 8, height: 8 },
        ),
      ],
    },
  ],
);
