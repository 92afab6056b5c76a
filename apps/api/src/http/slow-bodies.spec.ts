import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slowBodies } from './slow-bodies.js';

const CHECK_MS = 60_000;

/** As much of a request as is looked at; the bytes come when the test says so. */
class Coming extends EventEmitter {
  readonly socket = { bytesRead: 0 };
  complete = false;
  destroyed = false;

  constructor(readonly path: string) {
    super();
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

describe('slowBodies', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function begin(path = '/auth/login'): Coming {
    const request = new Coming(path);
    const next = vi.fn();
    slowBodies(CHECK_MS)(request as unknown as Request, {} as Response, next);
    expect(next).toHaveBeenCalledExactlyOnceWith();
    return request;
  }
  /** So many looks at a body of which a byte has come before each. */
  function trickle(request: Coming, checks: number): void {
    for (let check = 0; check < checks; check++) {
      request.socket.bytesRead += 1;
      vi.advanceTimersByTime(CHECK_MS);
    }
  }

  it.each(['/auth/login', '/api/files/upload', '/api/files/uploads/x/0'])('ends a body of %s that has stopped coming', (path) => {
    const request = begin(path);
    trickle(request, 2);
    expect(request.destroyed).toBe(false);
    vi.advanceTimersByTime(CHECK_MS);
    expect(request.destroyed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['/auth/login', '/api/files/uploadsome', '/api/files/list'])(
    'ends a body of %s that trickles for more than five minutes',
    (path) => {
      const request = begin(path);
      trickle(request, 5);
      expect(request.destroyed).toBe(false);
      trickle(request, 1);
      expect(request.destroyed).toBe(true);
    },
  );

  it.each(['/api/files/upload', '/api/files/uploads/x/0'])('lets the file of %s take as long as it keeps coming', (path) => {
    const request = begin(path);
    trickle(request, 500);
    expect(request.destroyed).toBe(false);
  });

  it('leaves a request alone whose body has come, however long its answer takes', () => {
    const request = begin();
    request.complete = true;
    vi.advanceTimersByTime(10 * CHECK_MS);
    expect(request.destroyed).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('looks no longer once the connection is closed', () => {
    const request = begin();
    request.emit('close');
    expect(vi.getTimerCount()).toBe(0);
  });
});
