import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function chunk(name: string, data: Uint8Array = new Uint8Array()): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

export interface PngHead {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colour?: number;
  readonly interlaced?: boolean;
}

export function headChunk({ width, height, depth = 8, colour = 2, interlaced = false }: PngHead): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  return chunk('IHDR', data);
}

export const pngOf = (...chunks: readonly Uint8Array[]): Buffer => Buffer.concat([SIGNATURE, ...chunks]);

/** A whole PNG whose pixels are all zeros: few bytes, however large it is. */
export function blackPng(head: PngHead): Buffer {
  const { width, height, depth = 8, colour = 2 } = head;
  const samples = [1, 0, 3, 1, 2, 0, 4][colour] ?? 3;
  const rowBytes = 1 + Math.ceil((width * samples * depth) / 8);
  return pngOf(headChunk(head), chunk('IDAT', deflateSync(Buffer.alloc(rowBytes * height))), chunk('IEND'));
}

/** The same PNG with more chunks between its head and its pixels. */
export const withChunks = (png: Uint8Array, ...chunks: readonly Uint8Array[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
