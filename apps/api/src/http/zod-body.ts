import { applyDecorators, Body, type PipeTransform } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from './problem.js';

/** Checks a value against its schema; the answer names what is missing, or the first field that is wrong, never its value. */
export class ZodPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.output<T> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    throw new Problem('BAD_REQUEST', sentence(parsed.error.issues, value));
  }
}

function sentence(issues: readonly z.core.$ZodIssue[], value: unknown): string {
  const missing = issues.filter(({ code, path }) => code === 'invalid_type' && path.length > 0 && at(value, path) === undefined);
  if (missing.length > 0)
    return `Missing: ${missing.map(({ path }) => path.join('.')).join(', ')}. Fill in what is missing and send it again.`;
  const issue = issues[0];
  const field = issue?.path.join('.') ?? '';
  const what = issue?.message ?? 'check what was sent';
  return field === '' ? `The request is not valid: ${what}` : `${field}: ${what}`;
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((inner: unknown, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

/** Parameter decorator: the request's body, checked. `@ZodBody(loginSchema) body: Login` */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => Body(new ZodPipe(schema));

/** Method decorator: describes the body in OpenAPI from the same schema. */
export const ApiZodBody = (schema: z.ZodType): MethodDecorator =>
  applyDecorators(ApiBody({ schema: z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }) as never }));
