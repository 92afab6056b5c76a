import { join } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import {
  analysisThreads,
  createAnalysisPool,
  readPipelineId,
  type AnalysisPool,
  type AnalysisPoolStats,
  type FrameAnalysis,
  type FrameRequest,
} from '@invigil/biometrics/node';
import { Config } from '../config/config.js';
import { Readiness } from '../vitals/readiness.js';

const MAX_QUEUE = 500;

/** The process's one pool of worker threads that look at frames; nothing is decoded or computed on the event loop. */
@Injectable()
export class AnalysisService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(AnalysisService.name);
  private readonly modelsDir: string;
  #pool: AnalysisPool | undefined;
  #pipelineId = '';

  constructor(
    private readonly config: Config,
    private readonly readiness: Readiness,
  ) {
    this.modelsDir = join(config.root, 'models');
  }

  /** The models load in the background: the server answers meanwhile, and is ready when they are. */
  async onModuleInit(): Promise<void> {
    this.#pipelineId = await readPipelineId(this.modelsDir);
    const { analysisThreads: threads = analysisThreads(), faceEngine: engine } = this.config;
    const pool = createAnalysisPool({ threads, engine, modelsDir: this.modelsDir, maxQueue: MAX_QUEUE });
    this.#pool = pool;
    let up = false;
    this.readiness.register({ name: 'analysis', check: () => Promise.resolve(up) });
    pool.ready.then(
      () => {
        up = true;
        this.logger.log(`Frames are analysed by ${pool.stats().engine} on ${String(threads)} thread(s).`);
      },
      (error: unknown) => {
        this.logger.error(`Frames cannot be analysed: ${error instanceof Error ? error.message : 'the models did not load'}`);
      },
    );
  }

  /** Decides which numbers come out of a picture: descriptors are compared only under the same one. */
  get pipelineId(): string {
    return this.#pipelineId;
  }

  /** Such as `onnxruntime 1.30.0`, or `starting` until the models are loaded. */
  get engineName(): string {
    return this.pool.stats().engine;
  }

  /** @throws DroppedError, PictureError, FrameFaultError */
  analyse(task: FrameRequest): Promise<FrameAnalysis> {
    return this.pool.analyse(task);
  }

  stats(): AnalysisPoolStats {
    return this.pool.stats();
  }

  /** Settles when frames are analysed without waiting for models. */
  get ready(): Promise<void> {
    return this.pool.ready;
  }

  /** After every gateway and job has stopped handing in frames. */
  async onApplicationShutdown(): Promise<void> {
    await this.#pool?.close();
  }

  private get pool(): AnalysisPool {
    if (!this.#pool) throw new Error('The analysis is used before the application has started.');
    return this.#pool;
  }
}
