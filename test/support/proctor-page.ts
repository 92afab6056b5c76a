import type { Ack, ProctorCall, ProctorReplies, ProctorToServer, ServerToProctor, WireError } from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';

type Told = { [E in keyof ServerToProctor]: { event: E; value: Parameters<ServerToProctor[E]>[0] } }[keyof ServerToProctor];

/** A proctor's page: calls, and everything it was told since it connected. */
export interface ProctorPage {
  readonly socket: Socket<ServerToProctor, ProctorToServer>;
  readonly told: Told[];
  /** The whole answer, `{data}` or `{error}`. */
  ask<E extends ProctorCall>(event: E, request: unknown): Promise<Ack<ProctorReplies[E]>>;
  /** The data of an answer; a refusal fails the test. */
  get<E extends ProctorCall>(event: E, request: unknown): Promise<ProctorReplies[E]>;
  /** What it was or will be told, once something fits. */
  hears<E extends keyof ServerToProctor>(
    event: E,
    fits?: (value: Parameters<ServerToProctor[E]>[0]) => boolean,
  ): Promise<Parameters<ServerToProctor[E]>[0]>;
  /** Everything it was told of one event. */
  all<E extends keyof ServerToProctor>(event: E): Parameters<ServerToProctor[E]>[0][];
  close(): void;
}

/** Connects with an access token; rejects with the wire's error when the door stays shut. */
export function openProctorPage(url: string, token: string): Promise<ProctorPage> {
  const socket: Socket<ServerToProctor, ProctorToServer> = io(`${url}/proctor`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  const told: Told[] = [];
  const listeners = new Set<() => void>();
  socket.onAny((event: keyof ServerToProctor, value: unknown) => {
    told.push({ event, value } as Told);
    for (const listener of listeners) listener();
  });
  // tests also send what the contract forbids
  const lax = socket as unknown as Socket;
  const ask = <E extends ProctorCall>(event: E, request: unknown) =>
    lax.timeout(60_000).emitWithAck(event, request) as Promise<Ack<ProctorReplies[E]>>;
  const all: ProctorPage['all'] = (event) => told.filter((one) => one.event === event).map(({ value }) => value);
  const page: ProctorPage = {
    socket,
    told,
    ask,
    all,
    get: async (event, request) => {
      const { data, error } = await ask(event, request);
      if (error) throw new Error(`${event}: ${error.code} ${error.message}`);
      return data;
    },
    hears: (event, fits = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = all(event).find(fits);
          if (found === undefined && !all(event).some(fits)) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
    close: () => socket.disconnect(),
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => {
      resolve(page);
    });
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(Object.assign(error, { wire: (error as { data?: WireError }).data }));
    });
  });
}
