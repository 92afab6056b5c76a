import { Param, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { Problem } from './problem.js';

const id = z.uuid();

/** An id that is none names nothing: the same answer as for one that does not exist. */
const idPipe: PipeTransform<unknown, string> = {
  transform(value) {
    const parsed = id.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new Problem('NOT_FOUND', 'There is nothing under this address; check the link or go back to the list.');
  },
};

/** Parameter decorator: an id in the path. `@IdParam('examId') examId: string` */
export const IdParam = (name: string): ParameterDecorator => Param(name, idPipe);
