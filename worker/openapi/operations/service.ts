import * as z from 'zod';
import { areas } from '../areas.ts';
import { described } from '../operation.ts';

const { service } = areas;

const dependency = z.object({
  status: z.enum(['ok', 'configured', 'not_configured', 'unavailable']),
  /** What is wrong, where it is unavailable. */
  message: z.string().optional(),
});
const health = z.object({ status: z.literal('ok'), version: z.string() });
const readiness = z.object({
  status: z.enum(['ok', 'unavailable']),
  version: z.string(),
  dependencies: z.record(z.string(), dependency),
});

export const getHealth = described(service, {
  id: 'getHealth',
  summary: 'Whether the service runs',
  answers: { 200: { description: 'It runs', schema: health } },
});

export const getReadiness = described(service, {
  id: 'getReadiness',
  summary: 'Whether everything that the service needs is there',
  answers: {
    200: { description: 'Everything is there', schema: readiness },
    503: { description: 'Something is missing', schema: readiness },
  },
});

export const getDocument = described(service, {
  id: 'getDocument',
  summary: 'This document',
  answers: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) } },
});

export const getReferencePage = described(service, {
  id: 'getReferencePage',
  summary: 'This document as a page to read',
  answers: { 200: { description: 'HTML' } },
});
