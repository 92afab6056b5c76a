const keyOf = (attemptId: string) => `invigil.agreed.${attemptId}`;

/** Notes in this tab whether the student of this attempt agreed to the camera, for a reload without network. */
export const noteAgreed = (attemptId: string, agreed: boolean): void => sessionStorage.setItem(keyOf(attemptId), String(agreed));
export const wasAgreed = (attemptId: string): boolean | null => {
  const noted = sessionStorage.getItem(keyOf(attemptId));
  return noted === null ? null : noted === 'true';
};
