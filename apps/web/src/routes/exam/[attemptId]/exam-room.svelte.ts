import { type ConsentRecord, isOver, type Message, type StudentAttempt, type StudentExam } from '@invigil/shared';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { api, ApiError } from '#lib/api.ts';
import { hasConsent } from '#lib/consent/has-consent.ts';
import { liveNow } from '#lib/state/clock.svelte.ts';
import type { AnswerValue } from '#lib/stream/drafts.ts';
import type { FromStream, Link, Room } from '#lib/stream/protocol.ts';
import { StreamClient } from '#lib/stream/stream-client.ts';
import { noteAgreed, wasAgreed } from './agreed-here.ts';
import { Liveness } from './liveness.svelte.ts';
import { Watch } from './watch.svelte.ts';

/** Everything that one sitting of an exam shows and does. */
export class ExamRoom {
  #exam = $state.raw<StudentExam | null>(null);
  #room = $state.raw<Room | null>(null);
  #attempt = $state.raw<StudentAttempt | null>(null);
  #link = $state.raw<Link>({ at: 'connecting' });
  #consented = $state<boolean | null>(null);
  #missing = $state(false);
  #hint = $state<string | null>(null);
  #broken = $state<string | null>(null);
  #waiting = $state(0);
  #messages = $state.raw<Message[]>([]);
  /** Server time less the page's monotonic clock. */
  #offset = $state(Date.now() - performance.now());
  /** What the student has entered, by question. */
  readonly answers = new SvelteMap<string, AnswerValue>();
  /** When the server committed what stands in `answers`, in ms. */
  readonly saved = new SvelteMap<string, number>();
  readonly flagged = new SvelteSet<string>();
  readonly watch: Watch;
  readonly liveness: Liveness;
  readonly #stream: StreamClient;

  constructor(readonly attemptId: string) {
    this.#stream = new StreamClient(attemptId, (message) => this.#take(message));
    this.watch = new Watch(this.#stream);
    this.liveness = new Liveness(
      this.#stream,
      () => this.watch.camera,
      () => performance.now() + this.#offset,
    );
    this.#stream.event('page_opened');
    void this.reload();
    // a page without HTTPS has no such storage, and is told so by the camera's gate
    if (isSecureContext) void navigator.storage.persist();
  }

  get exam() {
    return this.#exam;
  }
  get room() {
    return this.#room;
  }
  get attempt() {
    return this.#attempt;
  }
  get link() {
    return this.#link;
  }
  get consented() {
    return this.#consented;
  }
  get missing() {
    return this.#missing;
  }
  get hint() {
    return this.#hint;
  }
  get broken() {
    return this.#broken;
  }
  /** Answers and messages that the server does not have yet. */
  get waiting() {
    return this.#waiting;
  }
  get messages() {
    return this.#messages;
  }
  get title(): string {
    return this.#room?.title ?? this.#exam?.title ?? 'Exam';
  }

  /** Server time in ms; drawn again each second where a template reads it. */
  now(): number {
    liveNow();
    return performance.now() + this.#offset;
  }

  /** Asks the server how the attempt and the consent stand. */
  async reload(): Promise<void> {
    try {
      const [exams, consents] = await Promise.all([api.get<StudentExam[]>('/api/my/exams'), api.get<ConsentRecord[]>('/auth/consents')]);
      this.#exam = exams.find(({ attempt }) => attempt?.id === this.attemptId) ?? null;
      this.#missing = !this.#exam;
      this.#consented = hasConsent(consents, 'exam');
      noteAgreed(this.attemptId, this.#consented);
      if (this.#exam?.attempt) this.take(this.#exam.attempt);
    } catch (error) {
      // without network the browser's own copy goes on, and whoever was recorded before goes on being so
      if (error instanceof ApiError && error.status === 403) this.#missing = true;
    }
  }

  /** What an HTTP call answered about the attempt. */
  take(attempt: StudentAttempt): void {
    // the line knows better than a list that was asked for before
    if (this.#attempt && isOver(this.#attempt.state) && !isOver(attempt.state)) return;
    this.#attempt = attempt;
  }

  agreed(): void {
    this.#consented = true;
    noteAgreed(this.attemptId, true);
  }

  answer(questionId: string, value: AnswerValue): void {
    this.answers.set(questionId, value);
    this.saved.delete(questionId);
    this.#stream.answer(questionId, value);
  }

  /** A person decides about the check-in instead of the camera. */
  async askPerson(): Promise<void> {
    this.take(await api.post<StudentAttempt>(`/api/my/attempts/${this.attemptId}/ask`, {}));
  }

  flag(questionId: string): void {
    if (!this.flagged.delete(questionId)) this.flagged.add(questionId);
  }

  say = (text: string): void => this.#stream.say(text);
  flush = (): void => this.#stream.flush();

  /** The password or a passkey was given in this session: asks to be let in once more. */
  proved(): void {
    this.#link = { at: 'connecting' };
    this.#stream.proved();
  }

  async start(): Promise<void> {
    this.take(await this.#stream.start());
  }

  async submit(): Promise<void> {
    this.take(await this.#stream.submit());
    void this.reload();
  }

  /** Follows the window: hidden, back, network. Returns the way to stop. */
  follow(): () => void {
    const shown = () => {
      this.#stream.event(document.visibilityState === 'hidden' ? 'hidden' : 'visible');
      this.#stream.flush();
    };
    const online = () => {
      this.#stream.online();
      void this.reload();
    };
    document.addEventListener('visibilitychange', shown);
    addEventListener('pagehide', this.flush);
    addEventListener('online', online);
    const poll = setInterval(() => {
      if (this.#attempt?.checkIn === 'waiting' && this.#link.at !== 'live') void this.reload();
    }, 5000);
    return () => {
      document.removeEventListener('visibilitychange', shown);
      removeEventListener('pagehide', this.flush);
      removeEventListener('online', online);
      clearInterval(poll);
      this.liveness.close();
      this.watch.close();
      this.#stream.close();
    };
  }

  #take(message: Parameters<ConstructorParameters<typeof StreamClient>[1]>[0]): void {
    switch (message.type) {
      case 'room':
        this.#enter(message);
        return;
      case 'attempt':
        if (isOver(message.attempt.state)) this.watch.close();
        this.take(message.attempt);
        return;
      case 'clock':
        this.#offset = message.serverTime - performance.now();
        return;
      case 'link':
        this.#link = message.link;
        return;
      case 'look':
        void this.watch.look(message.id, message.want);
        return;
      case 'saved':
        if (this.answers.get(message.questionId) === message.value) this.saved.set(message.questionId, message.at);
        return;
      case 'waiting':
        this.#waiting = message.answers;
        return;
      case 'message':
        if (!this.#messages.some(({ id }) => id === message.message.id)) this.#messages = [...this.#messages, message.message];
        return;
      case 'liveness':
        this.liveness.take(message.asked);
        return;
      case 'hint':
        this.#hint = message.text;
        return;
      case 'broken':
        this.#broken = message.message;
    }
  }

  #enter({ room, drafts, live }: Extract<FromStream, { type: 'room' }>): void {
    this.#room = room;
    this.#messages = room.messages;
    if (live || !this.#attempt) this.take(room.attempt);
    // without network nobody can be asked: who was recorded before goes on being so
    if (!live) this.#consented ??= wasAgreed(this.attemptId);
    for (const [questionId, { value, savedAt }] of Object.entries(room.answers)) {
      if (questionId in drafts && drafts[questionId] !== value) continue;
      if (!this.answers.has(questionId)) this.answers.set(questionId, value);
      if (this.answers.get(questionId) === value) this.saved.set(questionId, Date.parse(savedAt));
    }
    for (const [questionId, value] of Object.entries(drafts)) if (!this.answers.has(questionId)) this.answers.set(questionId, value);
  }
}
