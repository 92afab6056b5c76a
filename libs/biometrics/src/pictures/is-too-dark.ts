import type { PictureExposure } from './picture-exposure.js';

/** Mean brightness under which detectors begin to miss faces: on dimmed portraits they failed from about 27 down, and 40 leaves room for real cameras. */
const DARK = 40;
/** Contrast under which a picture shows nothing at all: a covered lens. A plain wall in dim light has about twice as much. */
const FLAT = 8;

/**
 * Whether a picture in which no face was found shows so little that this says nothing about the chair: a dark room or a covered camera.
 * Asks for light and lowers coverage; never a violation. Where a face was found its own gates decide, since a whole picture's brightness would refuse dark rooms that suffice.
 * @param exposure of the whole picture, levels 0–255; see `pictureExposure`.
 */
export const isTooDark = ({ brightness, contrast }: PictureExposure): boolean => brightness < DARK || contrast < FLAT;
