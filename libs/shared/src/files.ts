import { z } from 'zod';
import { emailSchema } from './person.js';

/** Bytes of each part of an upload in parts but the last. */
export const FILE_PART_BYTES = 8 * 1024 * 1024;
/** How long a verified face, or a passkey that was given, opens the file area. */
export const FILE_AREA_MS = 15 * 60_000;
/** Most addresses that one file is shared with. */
export const MOST_FILE_PEOPLE = 100;
/** Most files of one exam. */
export const MOST_MATERIALS = 50;

const fileNameSchema = z.string().min(1, 'Enter a name.').max(1000, 'That name is too long.');
/** What the page asks for where a file is renamed. */
export const renameFileSchema = z.strictObject({ name: fileNameSchema });
/** `PATCH /api/files/:id` */
export const changeFileSchema = z
  .strictObject({
    isPublic: z.boolean().optional(),
    name: fileNameSchema.optional(),
  })
  .refine((change) => change.isPublic !== undefined || change.name !== undefined, 'Say what to change: isPublic, name or both.');
export type ChangeFile = z.infer<typeof changeFileSchema>;

/** `PUT /api/files/:id/people`: everybody whom the file is shared with from now on. */
export const filePeopleSchema = z.strictObject({
  emails: z
    .array(emailSchema)
    .max(MOST_FILE_PEOPLE, `Share with at most ${String(MOST_FILE_PEOPLE)} people; more are reached by making it public.`),
});
export type FilePeople = z.infer<typeof filePeopleSchema>;

/** `POST /api/files/uploads` */
export const beginUploadSchema = z.strictObject({ name: z.string().max(1000, 'That name is too long.'), size: z.number().int().min(0) });
export type BeginUpload = z.infer<typeof beginUploadSchema>;

/** `GET /api/files/list` */
export const fileListSchema = z.object({
  q: z.string().max(200, 'Search for at most 200 characters.').default(''),
  /** Without it: one's own and those shared by name. */
  scope: z.enum(['mine', 'shared', 'public']).optional(),
  /** The `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,16}_[0-9a-f-]{36}$/, 'Take it from the answer before.')
    .optional(),
});
export type FileListQuery = z.infer<typeof fileListSchema>;

export interface FileView {
  id: string;
  name: string;
  /** Found out from the content; what the sender said about it is not believed. */
  mime: string;
  /** Bytes. */
  size: number;
  /** When its upload was complete, ISO 8601. */
  uploadedAt: string;
  /** Anybody who is signed in may open it. */
  isPublic: boolean;
  /** Why the reader may open it. */
  access: 'owner' | 'person' | 'public';
  /** Name of the owner; null for one's own files and for owners without a name. */
  owner: string | null;
  /** Addresses it is shared with; only its owner sees them. */
  people: string[];
  /** Exams that it is attached to; 0 for anybody but its owner. */
  exams: number;
}
export interface FileAnswer {
  status: 'success';
  message: string;
  file: FileView;
}
export interface FileList {
  status: 'success';
  files: FileView[];
  /** What `after` has to be for the next page; null on the last. */
  next: string | null;
  /** When the file area closes for this session, ISO 8601; null where the session began with a passkey. */
  openUntil: string | null;
  /** Bytes of one's own files, unfinished uploads included, and how many there may be. */
  used: number;
  quota: number;
  /** Bytes that one file may have. */
  largest: number;
}
/** An upload in parts. A part that was sent again replaces the first. */
export interface UploadView {
  id: string;
  name: string;
  size: number;
  startedAt: string;
  partBytes: number;
  parts: number;
  /** Numbers of the parts that are kept, ascending, from 0. */
  received: number[];
}

/** `PUT /api/exams/:id/materials` */
export const materialsSchema = z.strictObject({
  fileIds: z.array(z.uuid()).max(MOST_MATERIALS, `Attach at most ${String(MOST_MATERIALS)} files.`),
});
export interface Material {
  id: string;
  name: string;
  mime: string;
  size: number;
}
export interface Materials {
  status: 'success';
  files: Material[];
}
