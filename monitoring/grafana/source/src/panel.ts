// Panels in few words: what each shows, in which unit, and where a person should look twice.
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  type FieldConfig,
  FieldColorModeId,
  GraphDrawStyle,
  type GraphFieldConfig,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LineInterpolation,
  type Panel,
  PercentChangeColorMode,
  SortOrder,
  StackingMode,
  type Threshold,
  ThresholdsMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizOrientation,
} from '@grafana/schema';
import type { Options as BarGaugeOptions } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type { Options as TimeSeriesOptions } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** A query and what its curves are called; `{{label}}` is a label's value. */
export interface Query {
  expr: string;
  legend: string;
}

/** A panel before it has a place. */
export interface Draft {
  title: string;
  description: string;
  width: number;
  height: number;
  panel: Panel;
}

export interface Look {
  /** Grafana's name of the unit; a plain number if left out. */
  unit?: string;
  min?: number;
  max?: number;
  decimals?: number;
  /** Thresholds, rising; the first colour holds below the second's value. */
  steps?: Threshold[];
  width?: number;
  height?: number;
  stacked?: boolean;
  /** Bars that lie, for names that are long. */
  lying?: boolean;
  /** The curve of this name is filled down to the curve of that name. */
  band?: { upper: string; lower: string };
  /** One panel for each value of this variable. */
  repeat?: string;
}

export const datasource = { type: 'prometheus', uid: '${datasource}' };

/** Where the first threshold begins; becomes null in JSON, as Grafana writes it. */
const FIRST = Number.NEGATIVE_INFINITY;

/** Green below `value`, red from there. */
export function redFrom(value: number): Threshold[] {
  return [
    { value: FIRST, color: 'green' },
    { value, color: 'red' },
  ];
}

/** Red below `value`, green from there. */
export function redBelow(value: number): Threshold[] {
  return [
    { value: FIRST, color: 'red' },
    { value, color: 'green' },
  ];
}

/** Green from `low` to `high`, red outside. */
export function redOutside(low: number, high: number): Threshold[] {
  return [
    { value: FIRST, color: 'red' },
    { value: low, color: 'green' },
    { value: high, color: 'red' },
  ];
}

function targets(queries: Query[], instant: boolean) {
  return queries.map((query, i) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + i),
    datasource,
    editorMode: 'code',
    expr: query.expr,
    legendFormat: query.legend,
    range: !instant,
    instant,
  }));
}

function defaults(look: Look, custom: object): FieldConfig {
  const config: FieldConfig = {
    unit: look.unit ?? 'none',
    custom: { ...custom },
    color: { mode: look.steps ? FieldColorModeId.Thresholds : FieldColorModeId.PaletteClassic },
  };
  if (look.min !== undefined) config.min = look.min;
  if (look.max !== undefined) config.max = look.max;
  if (look.decimals !== undefined) config.decimals = look.decimals;
  if (look.steps) config.thresholds = { mode: ThresholdsMode.Absolute, steps: look.steps };
  return config;
}

function draft(title: string, description: string, look: Look, width: number, height: number, panel: Panel): Draft {
  if (look.repeat) {
    panel.repeat = look.repeat;
    panel.repeatDirection = 'h';
    panel.maxPerRow = 3;
  }
  return { title, description, width: look.width ?? width, height: look.height ?? height, panel };
}

/** Curves over time. */
export function curves(title: string, description: string, queries: Query[], look: Look = {}): Draft {
  const custom: GraphFieldConfig = {
    drawStyle: GraphDrawStyle.Line,
    lineInterpolation: LineInterpolation.Linear,
    lineWidth: 1,
    fillOpacity: look.stacked ? 40 : 0,
    showPoints: VisibilityMode.Never,
    spanNulls: false,
    stacking: { mode: look.stacked ? StackingMode.Normal : StackingMode.None, group: 'A' },
    thresholdsStyle: { mode: look.steps ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off },
  };
  const options: TimeSeriesOptions = {
    legend: { calcs: [], displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true },
    tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
  };
  const config = defaults(look, custom);
  // Curves keep colours of their own; the threshold is a line.
  config.color = { mode: FieldColorModeId.PaletteClassic };
  const panel: Panel = {
    type: 'timeseries',
    datasource,
    targets: targets(queries, false),
    fieldConfig: { defaults: config, overrides: look.band ? band(look.band.upper, look.band.lower) : [] },
    options: { ...options },
  };
  return draft(title, description, look, 8, 8, panel);
}

function band(upper: string, lower: string) {
  return [
    {
      matcher: { id: 'byName', options: upper },
      properties: [
        { id: 'custom.fillBelowTo', value: lower },
        { id: 'custom.fillOpacity', value: 20 },
        { id: 'custom.lineWidth', value: 0 },
      ],
    },
    { matcher: { id: 'byName', options: lower }, properties: [{ id: 'custom.lineWidth', value: 0 }] },
  ];
}

/** One number, now. */
export function number(title: string, description: string, query: Query, look: Look = {}): Draft {
  const options: StatOptions = {
    colorMode: BigValueColorMode.Value,
    graphMode: BigValueGraphMode.Area,
    justifyMode: BigValueJustifyMode.Auto,
    orientation: VizOrientation.Auto,
    percentChangeColorMode: PercentChangeColorMode.Standard,
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    showPercentChange: false,
    textMode: BigValueTextMode.Auto,
    wideLayout: true,
  };
  const panel: Panel = {
    type: 'stat',
    datasource,
    targets: targets([query], false),
    fieldConfig: { defaults: defaults(look, {}), overrides: [] },
    options: { ...options },
  };
  return draft(title, description, look, 4, 4, panel);
}

/** One bar for each series, now. */
export function bars(title: string, description: string, query: Query, look: Look = {}): Draft {
  const options: BarGaugeOptions = {
    displayMode: BarGaugeDisplayMode.Basic,
    legend: { calcs: [], displayMode: LegendDisplayMode.Hidden, placement: 'bottom', showLegend: false },
    maxVizHeight: 300,
    minVizHeight: 16,
    minVizWidth: 8,
    namePlacement: BarGaugeNamePlacement.Auto,
    orientation: look.lying ? VizOrientation.Horizontal : VizOrientation.Vertical,
    reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
    showUnfilled: false,
    sizing: BarGaugeSizing.Auto,
    valueMode: BarGaugeValueMode.Color,
  };
  const panel: Panel = {
    type: 'bargauge',
    datasource,
    targets: targets([query], true),
    fieldConfig: { defaults: defaults(look, {}), overrides: [] },
    options: { ...options },
  };
  return draft(title, description, look, 8, 8, panel);
}
