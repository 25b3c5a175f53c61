import type { Activity, RecordedItem, RecordedStep, Recording, Span } from '../recording/index.ts';
import { displayWidth, showDuration, showPlace } from '../text/index.ts';
import { type Markup, markup } from './markup.ts';
import { ticks } from './ticks.ts';

/** In units of the drawing, which are pixels where the page is as wide as it gets. */
const width = 960;
const rowHeight = 30;
const barHeight = 16;
const headHeight = 22;
const footHeight = 22;
const characterWidth = 7.5;

/** Where a moment is. */
interface Scale {
  readonly left: number;
  readonly bottom: number;
  readonly at: (ms: number) => number;
}

/**
 * When what went on: a row a host, a bar a block or check; what the machinery did with all hosts goes across the rows.
 * Numbers above are those of the steps.
 */
export function chart(recording: Recording): Markup {
  const { hosts, durationMs, steps } = recording;
  const isOfHost = ({ name }: Activity) => hosts.some((host) => host.name === name);
  const activities = recording.activities.filter((activity) => !isOfHost(activity));
  const left = Math.min(200, Math.max(...hosts.map(({ name }) => displayWidth(name))) * characterWidth + 14);
  const bottom = headHeight + hosts.length * rowHeight;
  const scale: Scale = {
    left,
    bottom,
    at: (ms) => left + (ms / Math.max(1, durationMs)) * (width - left - 12),
  };
  const rows = hosts.map(({ name }, row) => {
    const boots = recording.activities.filter((activity) => activity.name === name);
    return hostRow({ name, row, steps, boots, scale });
  });
  const height = bottom + footHeight;
  return markup`<div class="chart"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="When each host did what">
${steps.map((step, index) => stepBand(step, { index, scale }))}
${ticks(durationMs).map(({ ms, label }) => tick({ x: scale.at(ms), label, scale }))}
${activities.map((activity) => activityBand(activity, scale))}
${rows}
</svg></div>`;
}

function stepBand({ items, title }: RecordedStep, { index, scale }: { index: number; scale: Scale }) {
  const spans = items.flatMap(({ span }) => span ?? []);
  if (spans.length === 0) return null;
  const span = {
    startMs: Math.min(...spans.map(({ startMs }) => startMs)),
    endMs: Math.max(...spans.map(({ endMs }) => endMs)),
  };
  const { x, length } = extent(span, scale);
  const number = String(index + 1);
  const fits = length > number.length * characterWidth + 2;
  return markup`<rect class="step ${index % 2 === 0 ? 'odd' : 'even'}" x="${x}" y="0" width="${length}" height="${scale.bottom}"><title>${number}. ${title}</title></rect>
${fits && markup`<text class="middle" x="${round(x + length / 2)}" y="15">${number}</text>\n`}`;
}

function tick({ x, label, scale: { bottom } }: { x: number; label: string; scale: Scale }): Markup {
  return markup`<line class="tick" x1="${round(x)}" x2="${round(x)}" y1="${headHeight}" y2="${bottom}"/><text class="middle" x="${round(x)}" y="${bottom + 16}">${label}</text>
`;
}

function activityBand({ name, ...span }: Activity, scale: Scale): Markup {
  const { x, length } = extent(span, scale);
  const kind = name in bandKinds ? name : 'preparation';
  const fits = length > name.length * characterWidth + 8;
  const y = headHeight + (rowHeight - barHeight) / 2;
  const height = scale.bottom - headHeight - (rowHeight - barHeight);
  return markup`<rect class="${kind}" x="${x}" y="${y}" width="${length}" height="${height}" rx="2"><title>${name}, ${showDuration(span.endMs - span.startMs)}</title></rect>
${fits && markup`<text class="middle inside" x="${round(x + length / 2)}" y="${round(y + height / 2 + 4)}">${name}</text>\n`}`;
}

/** Activities with a colour of their own. */
const bandKinds = { boot: '', checkpoint: '', evidence: '', stopping: '' };

function hostRow({
  name,
  row,
  steps,
  boots,
  scale,
}: {
  name: string;
  row: number;
  steps: readonly RecordedStep[];
  boots: readonly Span[];
  scale: Scale;
}): Markup {
  const middle = headHeight + (row + 0.5) * rowHeight;
  const items = steps.flatMap((step) => step.items).filter(({ host }) => host === name);
  // Below the others: it lasts while they go on.
  const sorted = items.toSorted((one, other) => Number(isBackground(other)) - Number(isBackground(one)));
  return markup`<text class="host" x="${scale.left - 10}" y="${middle + 4}">${name}</text>
${boots.map((span) => bootBar(span, { middle, scale }))}${sorted.map((item) => bar(item, { middle, scale }))}`;
}

function bootBar(span: Span, { middle, scale }: { middle: number; scale: Scale }) {
  const { x, length } = extent(span, scale);
  return markup`<rect class="boot" x="${x}" y="${middle - barHeight / 2}" width="${length}" height="${barHeight}" rx="2"><title>boot, ${showDuration(span.endMs - span.startMs)}</title></rect>
`;
}

const isBackground = (item: RecordedItem) => item.kind === 'block' && item.background;

function bar(item: RecordedItem, { middle, scale }: { middle: number; scale: Scale }) {
  if (item.span === null) return null;
  const { x, length } = extent(item.span, scale);
  const height = isBackground(item) ? barHeight + 8 : barHeight;
  const polled = item.kind === 'check' && item.attempts > 1;
  const kind = isBackground(item) ? 'background' : polled ? 'polling' : item.kind;
  const tries = polled ? `, ${item.attempts} tries` : '';
  return markup`<rect class="${kind} ${item.verdict}" x="${x}" y="${middle - height / 2}" width="${length}" height="${height}" rx="2"><title>${item.kind} ${showPlace(item)}, ${item.verdict}, ${showDuration(item.durationMs)}${tries}</title></rect>
`;
}

/** Nothing is too short to be seen. */
function extent({ startMs, endMs }: Span, { at }: Scale): { x: number; length: number } {
  return { x: round(at(startMs)), length: round(Math.max(1.5, at(endMs) - at(startMs))) };
}

const round = (value: number) => Math.round(value * 10) / 10;
