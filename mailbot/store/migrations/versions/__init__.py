"""One file a step; their order is in `mailbot.store.migrations.KNOWN`."""
