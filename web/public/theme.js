// Before the first paint: the colours that the person chose, if any. Otherwise the system's.
(() => {
  try {
    const theme = localStorage.getItem('parley.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is forbidden: the system's colours it is.
  }
})();
