// A dashboard from rows of panels: identifiers, places and variables.
import {
  type Dashboard,
  DashboardCursorSync,
  type Panel,
  type RowPanel,
  VariableHide,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/schema';
import { datasource, type Draft } from './panel.js';

const GRID = 24;

export interface Row {
  title: string;
  panels: Draft[];
}

/** A variable that lists the values of a label. */
export interface Choice {
  name: string;
  label: string;
  query: string;
}

export const field: Choice = { name: 'field', label: 'Field', query: 'label_values(forecast_cycles_total, field)' };
export const lead: Choice = {
  name: 'lead',
  label: 'Lead',
  query: 'label_values(forecast_skill_ratio{field=~"$field"}, lead)',
};
export const parameter: Choice = {
  name: 'parameter',
  label: 'Parameter',
  query: 'label_values(forecast_parameter_mean{field=~"$field"}, parameter)',
};

function variable(choice: Choice): VariableModel {
  return {
    type: 'query',
    name: choice.name,
    label: choice.label,
    datasource,
    query: { query: choice.query, refId: choice.name },
    refresh: VariableRefresh.onTimeRangeChanged,
    sort: VariableSort.naturalAsc,
    multi: true,
    includeAll: true,
    hide: VariableHide.dontHide,
    current: { text: 'All', value: '$__all' },
    options: [],
  };
}

function source(): VariableModel {
  return {
    type: 'datasource',
    name: 'datasource',
    label: 'Data source',
    query: 'prometheus',
    refresh: VariableRefresh.onDashboardLoad,
    multi: false,
    includeAll: false,
    hide: VariableHide.dontHide,
    current: { text: 'default', value: 'default' },
    options: [],
  };
}

/** Puts the panels of each row side by side, as many as fit. */
function place(rows: Row[]): Array<Panel | RowPanel> {
  const placed: Array<Panel | RowPanel> = [];
  let id = 1;
  let y = 0;
  for (const row of rows) {
    placed.push({
      id: id++,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { h: 1, w: GRID, x: 0, y },
      panels: [],
    });
    y++;
    let x = 0;
    let height = 0;
    for (const draft of row.panels) {
      if (x + draft.width > GRID) {
        x = 0;
        y += height;
        height = 0;
      }
      placed.push({
        id: id++,
        title: draft.title,
        description: draft.description,
        gridPos: { h: draft.height, w: draft.width, x, y },
        ...draft.panel,
      });
      x += draft.width;
      height = Math.max(height, draft.height);
    }
    y += height;
  }
  return placed;
}

export function dashboard(uid: string, title: string, description: string, choices: Choice[], rows: Row[]): Dashboard {
  return {
    uid: `fieldcast-${uid}`,
    title: `Fieldcast: ${title}`,
    description,
    tags: ['fieldcast'],
    schemaVersion: 41,
    version: 1,
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    links: [
      {
        type: 'dashboards',
        title: 'Fieldcast',
        tags: ['fieldcast'],
        asDropdown: false,
        includeVars: true,
        keepTime: true,
        targetBlank: false,
        icon: 'external link',
        tooltip: '',
        url: '',
      },
    ],
    templating: { list: [source(), ...choices.map(variable)] },
    annotations: { list: [] },
    panels: place(rows),
  };
}
