/** One look at the face: what the page said in a sample, or what the server found on a frame. */
export interface Look {
  readonly at: number;
  readonly source: 'page' | 'server';
  readonly faces: number;
  readonly distance: number | null;
  readonly unscorable: string | null;
}
