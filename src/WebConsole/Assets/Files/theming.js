export const themeChanged = 'athanor-theme-changed';

const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme: dark)');

const current = () => root.dataset.theme ?? (system.matches ? 'dark' : 'light');
const announce = () => dispatchEvent(new Event(themeChanged));

function remember(theme) {
  try {
    localStorage.setItem('athanor-theme', theme);
  } catch {
    // Without storage the choice holds for this page only.
  }
}

export function startTheme() {
  system.addEventListener('change', announce);
  for (const button of document.querySelectorAll('[data-theme-toggle]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      root.dataset.theme = current() === 'dark' ? 'light' : 'dark';
      remember(root.dataset.theme);
      announce();
    });
  }
}
