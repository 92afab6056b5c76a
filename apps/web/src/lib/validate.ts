import type { z } from 'zod';

/** Words for what a schema says nothing of its own about. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_format') return 'Fill this in.';
  if (issue.code === 'too_small') return `At least ${issue.minimum}.`;
  if (issue.code === 'too_big') return `At most ${issue.maximum}.`;
  return 'Check this.';
};

/** Field by field, what is wrong: the key is the path (`questions.2.prompt`), the value the first message about it. */
export type FieldErrors = Record<string, string | undefined>;

/** Checks a form with the contract's own schema. */
export function validate<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { data: z.output<T>; errors: null } | { data: null; errors: FieldErrors } {
  const parsed = schema.safeParse(value, { error: inWords });
  if (parsed.success) return { data: parsed.data, errors: null };
  const errors: FieldErrors = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return { data: null, errors };
}
