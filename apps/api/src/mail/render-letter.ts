import { addressOf } from './address-of.js';
import type { Letter } from './letter.js';
import type { MailPicture } from './mail-content.js';
import type { WrittenMail } from './mail-seal.js';

/** How the HTML names the attached picture: it comes with the mail, nothing is loaded from elsewhere. */
export const PICTURE_ID = 'picture@invigil';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for the inside of an element or of a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const anchor = (link: string, label: string, style = 'color:#0f5f5c'): string =>
  `<a href="${escapeHtml(link)}" style="${style};overflow-wrap:anywhere">${escapeHtml(label)}</a>`;

const BUTTON =
  'display:inline-block;background:#0f5f5c;color:#ffffff;text-decoration:none;font-weight:600;padding:12px 20px;border-radius:8px';
const paragraph = (html: string): string => `<p style="margin:0 0 16px">${html}</p>`;

/**
 * Gives a letter its two forms.
 * @param publicUrl where links that are paths begin
 * @param picture attached, or linked where `attach` is false
 */
export function renderLetter(letter: Letter, publicUrl: string, picture: MailPicture | undefined, attach: boolean): WrittenMail {
  const { subject, paragraphs, button, also, otherwise, pictureLabel = 'The picture' } = letter;
  const link = button ? addressOf(button.link, publicUrl) : null;
  const other = also && addressOf(also.link, publicUrl);
  const pictureLink = picture && !attach ? addressOf(picture.link, publicUrl) : undefined;
  const sender = `Sent by Invigil at ${publicUrl}`;
  const text = [
    ...paragraphs,
    ...(button && link !== null ? [`${button.label}:\n${link}`] : []),
    ...(also && other !== undefined ? [`${also.label}:\n${other}`] : []),
    ...(picture
      ? [pictureLink === undefined ? `${pictureLabel}: attached to this mail.` : `${pictureLabel} (sign in first):\n${pictureLink}`]
      : []),
    ...(otherwise === undefined ? [] : [otherwise]),
    `-- \n${sender}`,
  ].join('\n\n');
  const body = [
    ...paragraphs.map((words) => paragraph(escapeHtml(words))),
    ...(button && link !== null ? [paragraph(anchor(link, button.label, BUTTON))] : []),
    ...(also && other !== undefined ? [paragraph(anchor(other, also.label))] : []),
    ...(picture ? [paragraph(pictureIn(pictureLabel, pictureLink))] : []),
    ...(otherwise === undefined ? [] : [paragraph(`<span style="color:#4a5560">${escapeHtml(otherwise)}</span>`)]),
  ].join('\n');
  const html = page(escapeHtml(subject), body, escapeHtml(sender));
  return { subject, text: `${text}\n`, html, link, picture: picture && attach ? Buffer.from(picture.jpeg).toString('base64') : null };
}

const pictureIn = (label: string, link: string | undefined): string =>
  link === undefined
    ? `${escapeHtml(label)}:<br><img src="cid:${PICTURE_ID}" alt="${escapeHtml(label)}" style="max-width:100%;margin-top:8px">`
    : `${escapeHtml(label)}: ${anchor(link, 'open it (you have to sign in)')}`;

const page = (title: string, body: string, sender: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1b2430;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:560px;margin:0 auto">
<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">${title}</h1>
${body}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #d7dde3;color:#4a5560;font-size:14px">${sender}</p>
</div>
</body>
</html>
`;
