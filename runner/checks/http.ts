import type * as z from 'zod';
import { httpSchema } from './http-schema.ts';

type Spec = z.infer<typeof httpSchema>;

/** A URL answers, maybe from several servers in turn. */
export const http = {
  type: 'http',
  hostKey: 'from',
  sequential: true,
  schema: httpSchema,
  subject: (spec: Spec) => spec.http.replace(/^http:\/\//u, '').replace(/\/$/u, ''),
} as const;
