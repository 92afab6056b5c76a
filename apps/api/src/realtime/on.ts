import type { Ack } from '@invigil/shared';
import { SubscribeMessage } from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { answer } from './answer.js';
import type { SignedInSocket } from './signed-in-socket.js';

type Calls = Record<string, z.ZodType>;
type Handler<S extends Socket, Q, R> = (socket: S, request: Q) => Promise<R>;

/**
 * Ties a gateway's method to one call of a contract: a wrong event, request or reply does not compile. What arrives is checked against the contract's
 * schema and the login session before the method runs, and every call is answered, `{data}` or `{error}`; an unexpected error says nothing internal.
 *
 * @param calls the contract, such as `STUDENT_CALLS`
 * @param event one of its keys
 * @example
 * ```ts
 * @On(STUDENT_CALLS, 'heartbeat')
 * heartbeat(socket: StudentSocket, request: StudentRequest<'heartbeat'>): Promise<StudentReplies['heartbeat']> { … }
 * ```
 */
export const On =
  <C extends Calls, E extends keyof C & string>(calls: C, event: E) =>
  <S extends SignedInSocket, R>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<Handler<S, z.output<C[E]>, R>>,
  ): TypedPropertyDescriptor<Handler<S, z.output<C[E]>, R>> => {
    const method = descriptor.value;
    if (!method) throw new Error(`@On(${event}) must stand on a method.`);
    const schema = calls[event] as C[E];
    async function answered(this: unknown, socket: S, request: unknown): Promise<Ack<R>> {
      return answer(event, socket, schema, request, (checked) => (method as Handler<S, z.output<C[E]>, R>).call(this, socket, checked));
    }
    const bound = { ...descriptor, value: answered } as unknown as TypedPropertyDescriptor<Handler<S, z.output<C[E]>, R>>;
    SubscribeMessage(event)(target, key, bound as PropertyDescriptor);
    return bound;
  };
