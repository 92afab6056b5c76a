import { applyDecorators, Body, type PipeTransform } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from './problem.js';

/** Checks a value against its schema; the answer names the first field that is wrong, never its value. */
export class ZodPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.output<T> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    throw new Problem(
      'BAD_REQUEST',
      field === '' ? `The request is not valid: ${issue?.message ?? 'check its body'}` : `${field}: ${issue?.message ?? 'not valid'}`,
    );
  }
}

/** Parameter decorator: the request's body, checked. `@ZodBody(loginSchema) body: Login` */
export const ZodBody = (schema: z.ZodType): ParameterDecorator => Body(new ZodPipe(schema));

/** Method decorator: describes the body in OpenAPI from the same schema. */
export const ApiZodBody = (schema: z.ZodType): MethodDecorator =>
  applyDecorators(ApiBody({ schema: z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }) as never }));
