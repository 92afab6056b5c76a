/** Runs on the runtime that was brought along, whatever Node the launcher itself began on. */
const { placeModels } = await import('../models.mjs');
await placeModels({ root: process.cwd(), log: (line) => console.log(line) });
