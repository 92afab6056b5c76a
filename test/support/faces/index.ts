export { facePhoto, IMPOSTOR, SAMPLE_PEOPLE, STUDENT } from '@invigil/biometrics/samples';
export type { SampleScene } from '@invigil/biometrics/samples';
export { fakeCameraFilm, overwriteFilm } from './fake-camera-film.js';
export type { FilmScene } from './fake-camera-film.js';
export { HeadFilm } from './head-film.js';
