-- Feishu may take a batch and call somebody invalid whom larkcast cannot find in it.

-- How many ids an answer of acceptance called invalid that the batch does not hold, or that could not be read: somebody of
-- the batch may not have got it, and nobody knows who.
ALTER TABLE batch ADD COLUMN strayInvalidCount INTEGER NOT NULL DEFAULT 0 CHECK (strayInvalidCount >= 0);
