import type { UpdateText } from '#renderer/text/update-es.ts';

export const updateEn: UpdateText = {
  update: {
    title: 'Updates',
    running: (version) => `Version ${version}`,
    off: 'The station does not look for newer versions: policy says so. IT installs them.',
    idle: 'The station has not checked for a newer version yet.',
    checking: 'Checking…',
    current: 'There is no other version for this station.',
    downloading: (version, percent) => `Downloading version ${version}: ${percent} %. You can go on working.`,
    ready: (version) => `Version ${version} is ready.`,
    byIt: (version) => `There is a version ${version}. On this computer IT installs it.`,
    restarting: (version) => `Closing to install version ${version}…`,
    required: 'The one running is no longer supported: update today.',
    requiredByIt: 'The one running is no longer supported: ask today to have it installed.',
    downgrade: 'Your institution ordered to go back to it.',
    checkedAt: (when) => `Checked ${when}`,
    check: 'Check now',
    restart: 'Restart now',
    chip: (version) => `Version ${version} is ready: restart`,
    chipByIt: 'Version no longer supported',
    ask: (version) => `Restart with version ${version}?`,
    advice: 'Rúbrica closes and opens again in a moment. What is in the outbox stays kept and is sent afterwards.',
  },
};
