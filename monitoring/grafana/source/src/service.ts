import { dashboard, field } from './dashboard.js';
import { bars, curves, number, redBelow, redFrom } from './panel.js';

const F = '{field=~"$field"}';
const RATE = '[$__rate_interval]';

function quantile(q: number, meter: string): string {
  return `histogram_quantile(${q}, sum by (le, field) (rate(${meter}_seconds_bucket${F}${RATE})))`;
}

function quantiles(meter: string) {
  return [
    { expr: quantile(0.5, meter), legend: 'p50 {{field}}' },
    { expr: quantile(0.99, meter), legend: 'p99 {{field}}' },
  ];
}

export const service = dashboard(
  'service',
  'Service',
  'Is the job alive, how far behind is it, what does it turn away, and could it restart?',
  [field],
  [
    {
      title: 'Now',
      panels: [
        number(
          'Cycles per second',
          'Cycles run, all fields together.',
          { expr: `sum(rate(forecast_cycles_total${F}${RATE}))`, legend: 'cycles' },
          { unit: 'ops', decimals: 2 },
        ),
        number(
          'Steps since the last cycle',
          'Time since the last cycle ran, in steps of its field; the field that waits longest. Healthy below 3.',
          {
            expr: `max((time() - forecast_last_run_seconds${F}) / forecast_step_seconds${F})`,
            legend: 'steps',
          },
          { decimals: 1, steps: redFrom(3) },
        ),
        number(
          'Latency p99',
          'From the record that completed a cycle entering Kafka to the forecasts. Healthy below 150 ms.',
          { expr: quantile(0.99, 'forecast_processing_latency'), legend: '{{field}}' },
          { unit: 's', decimals: 0, steps: redFrom(0.15) },
        ),
        number(
          'Cycles lost',
          'Cycles missing from what was committed to Kafka. Anything but 0 is a loss.',
          { expr: `sum(forecast_gaps_total${F})`, legend: 'lost' },
          { decimals: 0, steps: redFrom(1) },
        ),
        number(
          'Restarts',
          'Restarts of the job since its JobManager started.',
          { expr: 'sum(flink_jobmanager_job_num_restarts)', legend: 'restarts' },
          { decimals: 0, steps: redFrom(1) },
        ),
        number(
          'Age of the last checkpoint',
          'A restart repeats what came since.',
          { expr: 'max(time() - flink_jobmanager_job_last_checkpoint_completed_timestamp / 1000)', legend: 'age' },
          { unit: 's', decimals: 0, steps: redFrom(600) },
        ),
      ],
    },
    {
      title: 'Throughput and latency',
      panels: [
        curves(
          'Observations in',
          'What became of the records that were read.',
          [
            { expr: `sum(rate(forecast_observations_accepted_total${F}${RATE}))`, legend: 'accepted' },
            { expr: `sum(rate(forecast_observations_rejected_total${F}${RATE}))`, legend: 'rejected' },
            { expr: `sum(rate(forecast_observations_late_total${F}${RATE}))`, legend: 'late' },
            { expr: `sum(rate(forecast_dead_letters_total${RATE}))`, legend: 'dead letters' },
          ],
          { unit: 'ops', min: 0 },
        ),
        curves(
          'Messages out',
          'Messages handed to Kafka by each sink.',
          [
            {
              expr: `sum by (operator_name) (rate(flink_taskmanager_job_task_operator_num_records_send_total${RATE}))`,
              legend: '{{operator_name}}',
            },
          ],
          { unit: 'ops', min: 0 },
        ),
        curves(
          'Cycles',
          'Cycles run by each field. A live field runs one in each step.',
          [
            { expr: `sum by (field) (rate(forecast_cycles_total${F}${RATE}))`, legend: 'run {{field}}' },
            { expr: `1 / forecast_step_seconds${F}`, legend: 'one a step {{field}}' },
          ],
          { unit: 'ops', min: 0 },
        ),
        curves(
          'Latency of a forecast',
          'From the record that completed a cycle entering Kafka to the forecasts leaving the operator.',
          quantiles('forecast_processing_latency'),
          { unit: 's', min: 0, steps: redFrom(0.15) },
        ),
        curves(
          'From the last observation to the forecast',
          'From the last observation of a cycle entering Kafka to its forecasts; the lateness that is waited for is in it.',
          quantiles('forecast_latency'),
          { unit: 's', min: 0 },
        ),
        curves('Time of a cycle', 'Computing time of one cycle.', quantiles('forecast_cycle_time'), {
          unit: 's',
          min: 0,
        }),
      ],
    },
    {
      title: 'Lag',
      panels: [
        curves(
          'Watermark lag',
          'Wall clock minus watermark at the source, and minus the time of the last cycle. A replay of old data shows their age.',
          [
            {
              expr: 'max by (job_name) (flink_taskmanager_job_task_operator_watermark_lag) / 1000',
              legend: 'watermark {{job_name}}',
            },
            { expr: `time() - forecast_last_time_seconds${F}`, legend: 'last cycle {{field}}' },
          ],
          { unit: 's' },
        ),
        curves(
          'Consumer lag',
          'Records in Kafka that were not read yet.',
          [
            {
              expr: 'sum by (operator_name) (flink_taskmanager_job_task_operator_pending_records)',
              legend: '{{operator_name}}',
            },
          ],
          { unit: 'short', min: 0 },
        ),
        curves(
          'Busy time',
          'Share of its time that each task works; near 1 it is the bottleneck.',
          [
            {
              expr: 'max by (task_name) (flink_taskmanager_job_task_busy_time_ms_per_second) / 1000',
              legend: '{{task_name}}',
            },
          ],
          { unit: 'percentunit', min: 0, max: 1 },
        ),
      ],
    },
    {
      title: 'Checkpoints and restarts',
      panels: [
        curves(
          'Checkpoint duration',
          'Time that the last checkpoint took.',
          [{ expr: 'flink_jobmanager_job_last_checkpoint_duration / 1000', legend: '{{job_name}}' }],
          { unit: 's', min: 0 },
        ),
        curves(
          'Checkpoints per minute',
          'Completed and failed.',
          [
            {
              expr: `60 * sum(rate(flink_jobmanager_job_number_of_completed_checkpoints${RATE}))`,
              legend: 'completed',
            },
            { expr: `60 * sum(rate(flink_jobmanager_job_number_of_failed_checkpoints${RATE}))`, legend: 'failed' },
          ],
          { min: 0 },
        ),
        curves(
          'Checkpoint size',
          'State that the last checkpoint holds.',
          [{ expr: 'flink_jobmanager_job_last_checkpoint_full_size', legend: '{{job_name}}' }],
          { unit: 'bytes', min: 0 },
        ),
        curves(
          'Restarts',
          'Restarts in the last five minutes.',
          [{ expr: 'sum by (job_name) (increase(flink_jobmanager_job_num_restarts[5m]))', legend: '{{job_name}}' }],
          { min: 0, decimals: 0 },
        ),
        curves(
          'Transactions',
          'Kafka transactions that a checkpoint committed, and those that could not be.',
          [
            {
              expr: `sum(rate(flink_taskmanager_job_task_operator_successful_committables_total${RATE}))`,
              legend: 'committed',
            },
            {
              expr: `sum(rate(flink_taskmanager_job_task_operator_failed_committables_total${RATE}))`,
              legend: 'failed',
            },
          ],
          { unit: 'ops', min: 0 },
        ),
        curves(
          'Lost cycles',
          'Cycles missing from what was committed to Kafka.',
          [{ expr: `sum by (field) (forecast_gaps_total${F})`, legend: '{{field}}' }],
          { min: 0, decimals: 0 },
        ),
      ],
    },
    {
      title: 'Turned away, and what the machine has left',
      panels: [
        curves(
          'Dead letters by reason',
          'Records of a minute that could not become an observation, by the part that was wrong.',
          [{ expr: 'sum by (reason) (increase(forecast_dead_letters_total[1m]))', legend: '{{reason}}' }],
          { min: 0 },
        ),
        bars(
          'Dead letters in this time',
          'Their number in the time shown, by reason.',
          { expr: 'sum by (reason) (increase(forecast_dead_letters_total[$__range]))', legend: '{{reason}}' },
          { decimals: 0, min: 0 },
        ),
        curves(
          'Heap',
          'Heap in use over the most there may be.',
          [
            {
              expr: 'flink_jobmanager_status_jvm_memory_heap_used / flink_jobmanager_status_jvm_memory_heap_max',
              legend: 'jobmanager {{instance}}',
            },
            {
              expr: 'flink_taskmanager_status_jvm_memory_heap_used / flink_taskmanager_status_jvm_memory_heap_max',
              legend: 'taskmanager {{instance}}',
            },
          ],
          { unit: 'percentunit', min: 0, max: 1, steps: redFrom(0.9) },
        ),
        number(
          'Disk free',
          'On the fullest disk that a process works on.',
          { expr: 'min(disk_free_bytes / disk_total_bytes)', legend: 'free' },
          { unit: 'percentunit', decimals: 0, steps: redBelow(0.1) },
        ),
        number(
          'Processes that answer',
          'JobManagers and TaskManagers that Prometheus can read.',
          { expr: 'sum(up{job="fieldcast"})', legend: 'up' },
          { decimals: 0, steps: redBelow(1) },
        ),
      ],
    },
    {
      title: 'Changes while the job runs',
      panels: [
        bars(
          'Changes in this time',
          'What became of changes of model and settings that came through the control topic in the time shown.',
          { expr: `sum by (code) (increase(forecast_changes_total${F}[$__range]))`, legend: '{{code}}' },
          { decimals: 0, min: 0 },
        ),
        curves(
          'Warm-up left',
          'Cycles until the bands may be taken to have settled, after a start or a change. 0 is settled.',
          [{ expr: `forecast_warm_up_cycles${F}`, legend: '{{field}}' }],
          { min: 0, decimals: 0 },
        ),
      ],
    },
  ],
);
