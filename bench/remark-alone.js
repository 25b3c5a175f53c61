// Reads every document of labs/ and parses it, with nothing else: what linting is compared with.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).freeze();
for (const name of readdirSync('labs')) parser.parse(readFileSync(join('labs', name), 'utf8'));
