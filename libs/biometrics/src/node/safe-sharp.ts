import sharp from 'sharp';

// libvips brings loaders for SVG, PDF, GIF, TIFF and more; frames come from strangers, so only three stay.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] });
// A frame is read once, and the pool's threads are the parallelism.
sharp.cache(false);
sharp.concurrency(1);

/** sharp, restricted to JPEG, PNG and WebP from memory. Import it from here only. */
export { sharp };
