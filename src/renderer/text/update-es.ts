/** Updates, in the header and the settings. */
export const updateEs = {
  update: {
    title: 'Actualizaciones',
    running: (version: string) => `Versión ${version}`,
    off: 'La estación no busca versiones nuevas: así lo fija la política. Las instala informática.',
    idle: 'Todavía no se ha consultado si hay una versión nueva.',
    checking: 'Consultando…',
    current: 'No hay otra versión para esta estación.',
    downloading: (version: string, percent: string) => `Descargando la versión ${version}: ${percent} %. Puede seguir trabajando.`,
    ready: (version: string) => `La versión ${version} está lista.`,
    byIt: (version: string) => `Hay una versión ${version}. En este equipo la instala informática.`,
    restarting: (version: string) => `Cerrando para instalar la versión ${version}…`,
    required: 'La de ahora dejó de estar admitida: actualice hoy.',
    requiredByIt: 'La de ahora dejó de estar admitida: pida hoy mismo que la instalen.',
    downgrade: 'Su institución ordenó volver a esa versión.',
    checkedAt: (when: string) => `Consultado ${when}`,
    check: 'Buscar ahora',
    restart: 'Reiniciar ahora',
    chip: (version: string) => `Versión ${version} lista: reiniciar`,
    chipByIt: 'Versión no admitida',
    ask: (version: string) => `¿Reiniciar en la versión ${version}?`,
    advice: 'Rúbrica se cierra y vuelve a abrirse en un momento. Lo que está en la salida queda guardado y se envía después.',
  },
};

export type UpdateText = typeof updateEs;
