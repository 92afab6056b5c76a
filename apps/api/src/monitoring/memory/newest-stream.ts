import type { Lane } from '@invigil/shared';
import type { StreamInfo } from './attempt-memory.js';

/** The stream of a lane in which a page numbers now; ids are made in the order of time, so they settle a tie. */
export function newestStream(streams: ReadonlyMap<string, StreamInfo>, lane: Lane): { id: string; info: StreamInfo } | null {
  let newest: { id: string; info: StreamInfo } | null = null;
  for (const [id, info] of streams) {
    if (info.lane !== lane) continue;
    if (!newest || info.createdAt > newest.info.createdAt || (info.createdAt === newest.info.createdAt && id > newest.id))
      newest = { id, info };
  }
  return newest;
}
