import { type AuditLine, linesOf } from '../audit/lines.ts';
import type { Lab } from '../document/lab.ts';
import type { AuditLineReport, AuditReport } from '../report/audit-report.ts';
import { placeOmissions } from './place.ts';
import type { Omission, Omissions } from './record.ts';

/** The report of an audit, and of the lines that it did not leave out what is recorded of them. */
export function withRecorded(report: AuditReport, lab: Lab, recorded: Omissions | null): AuditReport {
  const key = ({ line, text }: Pick<AuditLine, 'line' | 'text'>) => `${line} ${text}`;
  const fresh = new Map(report.lines.map((line) => [key(line), line]));
  const all = linesOf(lab);
  const earlier = placeOmissions(all, recorded?.lines ?? []);
  const lines = all.flatMap((line) => {
    const omission = earlier.get(line);
    return fresh.get(key(line)) ?? (omission && placed(lab, line, omission)) ?? [];
  });
  return { ...report, lines, untried: all.length - lines.length };
}

/** Null where what caught it is gone. */
function placed({ steps }: Lab, { line }: AuditLine, omission: Omission): AuditLineReport | null {
  const { by } = omission;
  const item = steps.flatMap(({ items }) => items).find(({ id }) => id === by?.id);
  if (by && !item) return null;
  return { ...omission, line, by: by && item ? { ...by, line: item.line } : null, durationMs: 0 };
}

/** What is worth keeping of an audit. */
export function omissionsOf({ untouched, lines }: AuditReport): Omissions {
  return {
    untouched: untouched.map(({ step, failing }) => ({ step, failing: [...failing] })),
    lines: lines.map(({ step, block, text, verdict, by, message, failing }) => ({
      ...{ step, block, text, verdict, message },
      by: by && { kind: by.kind, id: by.id, host: by.host, step: by.step, reason: by.reason },
      failing: failing && [...failing],
    })),
  };
}
