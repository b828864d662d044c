import { dashboard, field, parameter } from './dashboard.js';
import { bars, curves, redOutside } from './panel.js';

const F = '{field=~"$field"}';
const FP = '{field=~"$field", parameter=~"$parameter"}';

export const assimilation = dashboard(
  'assimilation',
  'Assimilation and dynamics',
  'Does the ensemble expect what comes, what does it learn, and where does its energy go?',
  [field, parameter],
  [
    {
      title: 'Innovations: observed minus forecast',
      panels: [
        curves(
          'Innovation χ²',
          'Innovations against their whole expected covariance, mean of a minute. Near 1 is healthy; above it the ensemble is too sure.',
          [{ expr: `avg_over_time(forecast_innovation_chi2_ratio${F}[1m])`, legend: '{{field}}' }],
          { min: 0, steps: redOutside(0.5, 2) },
        ),
        curves(
          'Innovation RMS',
          'Root mean square over expected spread, mean of a minute. Near 1 is healthy.',
          [{ expr: `avg_over_time(forecast_innovation_rms_sigma${F}[1m])`, legend: '{{field}}' }],
          { min: 0 },
        ),
        curves(
          'Innovation bias',
          'Mean over expected spread, mean of five minutes. Near 0 is healthy.',
          [{ expr: `avg_over_time(forecast_innovation_bias_sigma${F}[5m])`, legend: '{{field}}' }],
          { decimals: 2 },
        ),
        curves(
          'Inflation',
          "Mean factor on the ensemble's covariance that adaptive inflation has learned.",
          [{ expr: `forecast_inflation_ratio${F}`, legend: '{{field}}' }],
          { decimals: 3 },
        ),
        curves(
          'Rejected by QC code',
          'Observations of a minute that quality control turned away.',
          [
            {
              expr: `sum by (code) (increase(forecast_observations_rejected_total${F}[1m]))`,
              legend: '{{code}}',
            },
          ],
          { min: 0 },
        ),
        bars(
          'Rejected in this time',
          'Their number in the time shown, by QC code.',
          {
            expr: `sum by (code) (increase(forecast_observations_rejected_total${F}[$__range]))`,
            legend: '{{code}}',
          },
          { decimals: 0, min: 0, lying: true },
        ),
        curves(
          'Members redrawn',
          'Members that the dynamics lost and that were drawn anew, in a minute.',
          [{ expr: `sum by (field) (increase(forecast_members_redrawn_total${F}[1m]))`, legend: '{{field}}' }],
          { min: 0 },
        ),
        curves(
          'Failed cycles',
          'Cycles whose numerics failed in a minute, by verdict; the last good state stands.',
          [{ expr: `sum by (verdict) (increase(forecast_cycle_failures_total${F}[1m]))`, legend: '{{verdict}}' }],
          { min: 0 },
        ),
        curves(
          'Learned noise',
          "Variance of the field's noise, of the stations' own and of the observations', over a station's variance.",
          [{ expr: `forecast_noise${F}`, legend: '{{field}} {{term}}' }],
          { min: 0 },
        ),
      ],
    },
    {
      title: 'Learned parameters',
      panels: [
        curves(
          '$parameter',
          'Mean of the ensemble, and its 90 % band.',
          [
            { expr: `forecast_parameter_high${FP}`, legend: 'high' },
            { expr: `forecast_parameter_mean${FP}`, legend: 'mean' },
            { expr: `forecast_parameter_low${FP}`, legend: 'low' },
          ],
          { unit: 'short', band: { upper: 'high', lower: 'low' }, repeat: 'parameter' },
        ),
      ],
    },
    {
      title: 'Dynamics',
      panels: [
        curves(
          'Energy ledger',
          'What moved the energy in the last cycle, mean of a minute. Unbooked must be 0.',
          [
            {
              expr: `avg_over_time(forecast_energy_flow${F}[1m])`,
              legend: '{{field}} {{entry}}',
            },
          ],
        ),
        curves(
          'Energy',
          'Energy of the analysis, mean over the members.',
          [{ expr: `forecast_energy${F}`, legend: '{{field}}' }],
          { min: 0 },
        ),
        curves(
          'Mass',
          'Sum of the anomaly field, mean over the members.',
          [{ expr: `forecast_mass${F}`, legend: '{{field}}' }],
        ),
        curves(
          'Predictability horizon',
          'Steps until growing errors reach half the variance of the climatology, at most 1000.',
          [{ expr: `forecast_predictability_horizon_steps${F}`, legend: '{{field}}' }],
          { min: 0, width: 12 },
        ),
        curves(
          'Leading Lyapunov exponent',
          'Rate at which small errors grow in a step. Above 0 is chaotic.',
          [{ expr: `forecast_lyapunov_leading${F}`, legend: '{{field}}' }],
          { width: 12 },
        ),
      ],
    },
  ],
);
