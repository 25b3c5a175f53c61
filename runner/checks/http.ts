import { AskError } from '../hosts/host.ts';
import { type Attempt, request } from './http-request.ts';
import { httpSchema, type HttpSpec } from './http-schema.ts';
import { describeHttp, judgeHttp } from './http-judge.ts';
import type { AskContext, CheckType } from './types.ts';

/** A URL answers, maybe from several servers in turn. Each request has a connection of its own. */
export const http: CheckType<HttpSpec> = {
  type: 'http',
  hostKey: 'from',
  sequential: true,
  schema: httpSchema,
  subject: (spec) => spec.http.replace(/^http:\/\//u, '').replace(/\/$/u, ''),
  expected: describeHttp,
  async ask(spec, context) {
    return judgeHttp(spec, await askInTurn(spec, context));
  },
};

// One request may take half of the time that is left: a server that stays silent must not silence the others.
async function askInTurn({ http, requests = 1 }: HttpSpec, context: AskContext): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const end = performance.now() + context.timeoutMs * 0.95;
  for (let left = requests; left > 0; left--) {
    const timeoutMs = Math.max(1, Math.ceil((end - performance.now()) / Math.min(left, 2)));
    attempts.push(await attempt(new URL(http), { ...context, timeoutMs }));
  }
  return attempts;
}

async function attempt(url: URL, context: AskContext): Promise<Attempt> {
  try {
    return await request(url, context);
  } catch (error) {
    if (error instanceof AskError) return { missing: error.message };
    throw error;
  }
}
