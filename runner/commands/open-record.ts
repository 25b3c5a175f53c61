import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Lab } from '../document/lab.ts';
import { omissionsOf, withRecorded } from '../omissions/merge.ts';
import { readOmissions, recordFile, renderOmissions } from '../omissions/record.ts';
import type { AuditReport } from '../report/audit-report.ts';
import { auditTable } from '../report/audit-table.ts';
import { openOutputFile } from './output-file.ts';

/** The files beside a lab that keep what audits found out. Throws UsageError where they can't be written. */
export function openRecord(lab: Lab): (report: AuditReport) => void {
  const [tablePath, dataPath] = [recordFile(lab, 'md'), recordFile(lab, 'json')];
  try {
    mkdirSync(dirname(tablePath), { recursive: true });
  } catch {
    // What is wrong with the folder is told of the first file.
  }
  const table = openOutputFile({ option: '--record', path: tablePath, isMarkdown: true });
  const data = openOutputFile({ option: '--record', path: dataPath });
  return (report) => {
    const whole = withRecorded(report, lab, readOmissions(lab));
    table.write(auditTable(whole));
    data.write(renderOmissions(omissionsOf(whole)));
  };
}
