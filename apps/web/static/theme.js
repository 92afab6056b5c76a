// Runs before the first paint, so that a dark page never flashes light. A file of its own: the pages allow no inline scripts.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let choice = null;
    try {
      choice = localStorage.getItem('invigil.theme');
    } catch {
      // storage is switched off: follow the system
    }
    document.documentElement.dataset.theme = choice === 'dark' || choice === 'light' ? choice : dark.matches ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('invigil:theme', apply);
})();
