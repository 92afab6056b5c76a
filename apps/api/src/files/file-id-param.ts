import { Param, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { fileNotFound } from './file-problems.js';

const id = z.uuid();

/** An id that is none is answered as one that no file has. */
const pipe: PipeTransform<unknown, string> = {
  transform(value) {
    const parsed = id.safeParse(value);
    if (parsed.success) return parsed.data;
    throw fileNotFound();
  },
};

/** Parameter decorator: a file's id in the path. */
export const FileIdParam = (name = 'id'): ParameterDecorator => Param(name, pipe);
