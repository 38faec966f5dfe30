"""Alembic's environment: it runs on the connection, and inside the transaction, that `open_store` hands it."""

from alembic import context

from mnemon.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=context.config.attributes["version_table"],
    transactional_ddl=True,
)
context.run_migrations()
