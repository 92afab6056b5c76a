import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import type { Ack, ImportedPhoto, MonitorLook, MonitorToServer, ServerToMonitor, WireError } from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { dataUrl } from './enrolment.js';
import type { Answer, Client } from './http.js';

/** A monitor's page on a real socket. */
export interface MonitorPage {
  readonly socket: Socket<ServerToMonitor, MonitorToServer>;
  /** The whole answer, `{data}` or `{error}`. */
  ask(request: unknown): Promise<Ack<MonitorLook>>;
  /** What is seen in a frame of a scene; a refusal fails the test. */
  see(scene: SampleScene, variant: number): Promise<MonitorLook>;
  close(): void;
}

/** Connects with an access token; rejects with the wire's error when the door stays shut. */
export function openMonitorPage(url: string, token: string): Promise<MonitorPage> {
  const socket: Socket<ServerToMonitor, MonitorToServer> = io(`${url}/monitor`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  // tests also send what the contract forbids
  const lax = socket as unknown as Socket;
  const ask = (request: unknown) => lax.timeout(60_000).emitWithAck('frame:look', request) as Promise<Ack<MonitorLook>>;
  const page: MonitorPage = {
    socket,
    ask,
    see: async (scene, variant) => {
      const { data, error } = await ask({ jpeg: await facePhoto(scene, { variant }) });
      if (error) throw new Error(`${error.code} ${error.message}`);
      return data;
    },
    close: () => socket.disconnect(),
  };
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(page));
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(Object.assign(error, { wire: (error as { data?: WireError }).data }));
    });
  });
}

/** One photo, as the page sends it. */
export const importPhoto = async (
  client: Client,
  fileName: string,
  scene: SampleScene | Uint8Array,
  variant = 0,
): Promise<Answer<ImportedPhoto>> => {
  const jpeg = scene instanceof Uint8Array ? scene : await facePhoto(scene, { variant });
  return client.post<ImportedPhoto>('/api/monitor/people', { fileName, image: dataUrl(jpeg), agreed: true });
};
