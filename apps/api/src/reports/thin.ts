/**
 * At most so many points, spread over the whole time: of each stretch the most telling one stays, so that no peak disappears.
 * @param points in the order of time
 * @param limit at least 1
 * @param tells how telling a point is
 */
export function thin<T>(points: readonly T[], limit: number, tells: (point: T) => number): T[] {
  if (points.length <= limit) return [...points];
  return Array.from({ length: limit }, (_, i) => {
    const stretch = points.slice(Math.floor((i * points.length) / limit), Math.floor(((i + 1) * points.length) / limit));
    return stretch.reduce((best, point) => (tells(point) > tells(best) ? point : best));
  });
}
