import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { photoName } from './photo-name.js';

describe('photoName', () => {
  it.each([
    ['Ann Lee.jpg', 'Ann Lee'],
    ['ann_lee-2.jpg', 'Ann Lee'],
    ['team/2026/ann_lee (3).JPEG', 'Ann Lee'],
    ['C:\\photos\\ann lee 4.png', 'Ann Lee'],
    ['Ann_Lee.2.webp', 'Ann Lee'],
    ['jean-luc o’neil.jpg', 'Jean-Luc O’Neil'],
    ['McDonald.jpg', 'McDonald'],
    ['Łukasz Żak-12.jpg', 'Łukasz Żak'],
    ['李明.jpg', '李明'],
    ['李明 2.jpg', '李明'],
    ['../../etc/passwd', 'Passwd'],
    ['<img src=x onerror=alert(1)>.jpg', '<Img src=x onerror=alert(1)>'],
    ['Ann\u202E\u0000 Lee.jpg', 'Ann Lee'],
    ['Ann Lee', 'Ann Lee'],
  ])('reads %j as %j', (file, name) => {
    expect(photoName(file)?.name.toLowerCase()).toBe(name.toLowerCase());
  });

  it('gives capitals to small letters only', () => {
    expect([photoName('ann lee.jpg')?.name, photoName('ANN LEE.jpg')?.name, photoName('Ann van Lee.jpg')?.name]).toEqual([
      'Ann Lee',
      'ANN LEE',
      'Ann van Lee',
    ]);
  });

  it.each(['', '.jpg', '12.jpg', '-3.jpg', '   .png', '../..', '\u202E.jpg', '😀.jpg'])('finds nobody in %j', (file) => {
    expect(photoName(file)).toBeNull();
  });

  it('knows the person again, however the name is written and numbered', () => {
    const word = fc.stringMatching(/^[A-Za-zÄÖÜäöüß]{2,12}$/);
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 99 }), (first, last, number) => {
        const folded = photoName(`${first} ${last}.jpg`)?.folded;
        expect(folded).toBeTruthy();
        const others = [`${first}_${last}-${number}.png`, `x/${first} ${last} (${number}).JPG`, `${first.toUpperCase()} ${last}.jpeg`];
        for (const other of others) expect(photoName(other)?.folded).toBe(folded);
      }),
    );
  });

  it('takes any text: short, without anything invisible, and the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (file) => {
        const found = photoName(file);
        if (!found) return;
        expect(Array.from(found.name).length).toBeLessThanOrEqual(130);
        expect(found.name).not.toMatch(/[\p{Cc}/\\]|[\u202a-\u202e]/u);
        expect(found.name).toBe(found.name.trim());
      }),
    );
  });
});
