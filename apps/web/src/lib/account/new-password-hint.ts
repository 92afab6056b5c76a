/** What makes a good password; the length is all that is asked for. */
export const NEW_PASSWORD_HINT = 'At least 10 characters. Three or four random words are good.';
