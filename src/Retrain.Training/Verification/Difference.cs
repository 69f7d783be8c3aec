namespace Retrain.Training.Verification;

/// <summary>A fact about a model that is another one now.</summary>
/// <param name="Part">The part of the manifest: images, backbone, engine or options.</param>
/// <param name="Name">The fact's name in the manifest, with dots between the names of members.</param>
/// <param name="Recorded">The value in the manifest, as JSON; empty where it has none.</param>
/// <param name="Now">The value now; empty where there is none.</param>
internal sealed record Difference(string Part, string Name, string Recorded, string Now);
