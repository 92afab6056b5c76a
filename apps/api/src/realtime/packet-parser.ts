import { MAX_BATCH } from '@invigil/shared';
import * as parser from 'socket.io-parser';

/** A frame brings its picture and its descriptor. */
const MAX_ATTACHMENTS = MAX_BATCH * 2;

function Decoder(): parser.Decoder {
  return new parser.Decoder({ maxAttachments: MAX_ATTACHMENTS });
}

/** Socket.IO's own parser cuts whoever sends more than ten binary parts in one message; a full batch of ours has more. The limit in bytes stands beside it. */
export const packetParser = { ...parser, Decoder };
