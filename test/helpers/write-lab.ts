import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a lab whose first step is `body`; its path. */
export function writeLab({ folder, name, body }: { folder: string; name: string; body: string }): string {
  const path = join(folder, `${name}.md`);
  writeFileSync(path, `---\ntitle: ${name}\n---\n\n## Step\n\n${body}`);
  return path;
}

/** A shell block. */
export function sh(text: string, attributes = ''): string {
  return `\`\`\`sh ${attributes}\n${text}\n\`\`\`\n\n`;
}
