import { describeFinding, gridMarks, type GridMark, marksOf, rowName } from '../audit-grid.ts';
import { type AuditFinding, type AuditLineReport, type AuditReport, isFault } from '../audit-report.ts';
import { count, showDuration } from '../text/index.ts';
import { ending } from './ending.ts';
import { frame } from './frame.ts';
import { type Markup, markup } from './markup.ts';

/** What an audit found, as one page that needs nothing but itself. */
export function renderAudit(report: AuditReport): string {
  const { lab, document, verdict, durationMs, findings, grid, lines } = report;
  const main = markup`<article>
<header>
<p class="over">${document}</p>
<h1>What the checks of ${lab} mean</h1>
</header>
<p class="verdict"><span class="word ${verdict}">${ending(verdict)}</span> ${count(grid.rows.length, 'check')}, ${count(grid.steps.length, 'step')}, in ${showDuration(durationMs)}</p>
${findings.length > 0 && markup`<div class="trouble ${verdict}"><ul>${findings.map(renderFinding)}</ul></div>`}
<h2>Every check, before the first step (0) and after each</h2>
${renderGrid(grid)}
<ul class="legend">${Object.entries(gridMarks).map(([mark, meaning]) => markup`<li><span class="mark ${looks[mark as GridMark]}">${mark}</span> ${meaning}</li>`)}</ul>
${lines.length > 0 && renderLines(report)}
</article>`;
  return frame({ title: `lab audit: ${lab}`, main, by: 'lab audit --html' });
}

/** The class that colours a mark. */
const looks: Readonly<Record<GridMark, string>> = {
  '✓': 'passed',
  '·': '',
  '!': 'failed',
  '+': '',
  '✗': 'failed',
  '?': 'broken',
};

const renderFinding = (finding: AuditFinding): Markup =>
  markup`<li><span class="mark ${isFault(finding) ? 'failed' : 'broken'}">${finding.rule}</span> line ${finding.line}: ${describeFinding(finding)}</li>`;

function renderGrid(grid: AuditReport['grid']): Markup {
  const columns = ['0', ...grid.steps.map((_, index) => String(index + 1))];
  return markup`<div class="chart"><table>
<thead><tr><th></th>${columns.map((column, index) => markup`<th title="${grid.steps[index - 1] ?? 'before the first step'}">${column}</th>`)}</tr></thead>
${grid.steps.map((step, index) => {
  const rows = grid.rows.filter((row) => row.step === step);
  return markup`<tbody>
<tr><th class="title" colspan="${columns.length + 1}">${index + 1} ${step}</th></tr>
${rows.map((row) => markup`<tr><th>${rowName(grid, row)}</th>${marksOf(grid, row).map((mark) => markup`<td><span class="mark ${looks[mark]}">${mark}</span></td>`)}</tr>\n`)}</tbody>
`;
})}</table></div>`;
}

function renderLines({ lines, untried }: AuditReport): Markup {
  return markup`<h2>What catches each line that is left out</h2>
${untried > 0 && markup`<p>${count(untried, 'line')} not tried: the budget was used up.</p>`}
<div class="chart"><table class="omissions">
<thead><tr><th>line</th><th>left out</th><th>step</th><th>caught by</th></tr></thead>
<tbody>
${lines.map((line) => markup`<tr><td>${line.line}</td><td><code class="lines">${line.text.trim()}</code></td><td>${line.step}</td><td>${caughtBy(line)}</td></tr>\n`)}</tbody>
</table></div>`;
}

function caughtBy({ verdict, by, step, message }: AuditLineReport): Markup {
  if (verdict === 'broken') return markup`<span class="mark broken">not known</span> ${message}`;
  if (!by) return markup`<span class="mark failed">nothing</span>`;
  const where = by.step === step ? '' : ` of step ${by.step}`;
  return markup`${by.kind} <code>${by.id}</code>${where}${by.reason === null ? '' : `, ${by.reason}`}`;
}
