/** Says that it is there and never answers. */
process.on('message', () => undefined);
process.send?.({ kind: 'event', name: 'ready', payload: {} });
