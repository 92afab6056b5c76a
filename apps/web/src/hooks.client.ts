// before any page, and so before any schema
import '#lib/no-eval.ts';
