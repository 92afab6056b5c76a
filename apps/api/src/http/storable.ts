import { storableText } from './storable-text.js';

/** The same JSON value with every text in it made storable; keys are left alone, since schemas give them. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return storableText(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => storable(item)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, storable<unknown>(item)])) as T;
}
