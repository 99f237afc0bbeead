"""The peer of `candor link`: Splink on DuckDB over the register that `candor simulate-register` writes.

Usage: splink_link.py REGISTER.csv OUT.csv    (pip install splink==5.0.0 duckdb pandas)

The same columns and the same blocking as suite/link/register.toml; weights are learnt without
labels, as Splink's tutorial shows. Writes `cluster_id,person` for `candor score-link`.
"""

import sys

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

register, out = sys.argv[1], sys.argv[2]
db = DuckDBAPI(connection=duckdb.connect())
db._con.execute("SET threads = 2")
table = db._con.execute(
    f"CREATE TABLE register AS SELECT * FROM read_csv('{register}', all_varchar = true, nullstr = '')"
)
frame = db.register("register")
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="id",
    blocking_rules_to_generate_predictions=[
        block_on("email"),
        block_on("phone"),
        block_on("first_name", "surname", "dob"),
        block_on("dob", "postcode"),
        block_on("first_name", "surname", "postcode"),
    ],
    comparisons=[
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.EmailComparison("email"),
        cl.ExactMatch("phone"),
        cl.ExactMatch("postcode"),
        cl.JaroWinklerAtThresholds("city", [0.9]),
    ],
    additional_columns_to_retain=["person"],
)
linker = Linker(frame, settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("email"), block_on("phone"), block_on("first_name", "surname", "dob")], recall=0.8
)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob", "postcode"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
predictions = linker.inference.predict(threshold_match_probability=0.9)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
    predictions, threshold_match_probability=0.9
)
db._con.execute(
    f"COPY (SELECT dense_rank() OVER (ORDER BY cluster_id) AS cluster_id, person "
    f"FROM {clusters.physical_name}) TO '{out}' (HEADER)"
)
