import { config } from 'zod';

// The pages forbid eval. Zod would try it all the same with its first schema, do without, and leave each page with an error in the console (Firefox shows it).
config({ jitless: true });
