import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Lab } from '../document/lab.ts';

const failing = z.array(z.strictObject({ check: z.string(), host: z.string(), observed: z.string() }));
const reason = z.enum(['exit', 'timeout', 'output', 'signal']).nullable();

/** One line that was left out. It is known by its text, its step and its block: prose moves it about. */
const line = z.strictObject({
  step: z.string(),
  block: z.string().nullable(),
  text: z.string(),
  verdict: z.enum(['caught', 'hole', 'broken']),
  by: z
    .strictObject({
      kind: z.enum(['block', 'check']),
      id: z.string(),
      host: z.string(),
      step: z.string(),
      reason,
    })
    .nullable(),
  message: z.string().nullable(),
  failing: failing.nullable(),
});

const schema = z.strictObject({
  version: z.literal(1),
  untouched: z.array(z.strictObject({ step: z.string(), failing })),
  lines: z.array(line),
});

/** What `lab audit --record` learned of a lab: see `AuditReport`. */
export type Omissions = Readonly<Omit<z.infer<typeof schema>, 'version'>>;
export type Omission = Readonly<z.infer<typeof line>>;

/** Where the records of a lab and its translations are kept: of people to read (`md`), and of `lab verify` (`json`). */
export function recordFile({ id, document }: Pick<Lab, 'id' | 'document'>, kind: 'md' | 'json'): string {
  return join(dirname(document), 'audit', `${id}.${kind}`);
}

/** What is recorded of a lab; null where nothing is, or nothing of ours. */
export function readOmissions(lab: Pick<Lab, 'id' | 'document'>): Omissions | null {
  try {
    const { untouched, lines } = schema.parse(JSON.parse(readFileSync(recordFile(lab, 'json'), 'utf8')));
    return { untouched, lines };
  } catch {
    return null;
  }
}

/** A case a line, so that what has changed is seen where it did. */
export function renderOmissions({ untouched, lines }: Omissions): string {
  const rows = (cases: readonly object[]) => cases.map((each) => `\n    ${JSON.stringify(each)}`).join(',');
  return `{\n  "version": 1,\n  "untouched": [${rows(untouched)}\n  ],\n  "lines": [${rows(lines)}\n  ]\n}\n`;
}
