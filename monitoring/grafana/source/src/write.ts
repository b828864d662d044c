// Writes the dashboards as Grafana reads them: node build/write.js FOLDER
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard } from '@grafana/schema';
import { assimilation } from './assimilation.js';
import { forecast } from './forecast.js';
import { service } from './service.js';

const folder = process.argv[2];
if (folder === undefined) {
  throw new Error('usage: node build/write.js FOLDER');
}
const dashboards: Record<string, Dashboard> = { service, forecast, assimilation };
for (const [name, dashboard] of Object.entries(dashboards)) {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(dashboard, null, 2) + '\n');
}
