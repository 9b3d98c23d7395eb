import type * as z from 'zod';

export type Schema = z.core.JSONSchema.BaseSchema;

interface Shown {
  description?: string;
  $ref?: string;
  content?: Record<string, { schema?: Schema }>;
}

export interface Operation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: Shown;
  responses?: Record<string, Shown>;
}

/** What the page shows of an OpenAPI document. */
export interface ShownDocument {
  info: { title: string; version: string; description?: string };
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas?: Record<string, Schema>;
    responses?: Record<string, Shown>;
    securitySchemes?: Record<string, { description?: string }>;
  };
}
