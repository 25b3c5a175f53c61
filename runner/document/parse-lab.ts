import { checkTypes } from '../checks/index.ts';
import { type ParsedLab, parseWith, type Unread } from './parse.ts';

/**
 * Reads one document into a lab. Never throws: whatever is wrong with the text is a problem, all of them at once.
 * `path` names the lab and stands in messages; `contentDir` is where `files` of the front matter are looked up.
 */
export const parseLab = (document: Unread): ParsedLab => parseWith(checkTypes, document);
